-- Keys of indexes, in order.
SELECT
    m.name, l.name, l."unique", l.origin, l.partial,
    k.cid, k.name, k."desc", k.coll
FROM
    main.sqlite_schema AS m,
    pragma_index_list(m.name, 'main') AS l,
    pragma_index_xinfo(l.name, 'main') AS k
WHERE m.type = 'table' AND m.rootpage <> 0 AND k."key" = 1
ORDER BY m.name, l.seq DESC, k.seqno
