-- Comments that only one server reads give each what it has: MariaDB passes over MySQL's newer
-- versions, MySQL over MariaDB's own.
SELECT s.table_name AS owner,
       s.index_name AS name,
       s.non_unique AS is_plain,
       s.seq_in_index AS place,
       s.column_name AS key_column,
       s.collation AS direction,
       s.sub_part AS prefix,
       s.index_type AS method
       /*!80013 , s.is_visible AS visible, s.expression AS expression */
       /*M!100600 , IF(s.ignored = 'YES', 'NO', 'YES') AS visible, NULL AS expression */
FROM information_schema.statistics AS s
WHERE s.table_schema = database()
ORDER BY s.table_name, s.index_name, s.seq_in_index
