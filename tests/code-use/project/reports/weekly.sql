-- Who bought what.
SELECT u.email, o.note -- users.email orders.note
FROM orders o
JOIN users u ON u.id = o.user_id -- users.id orders.user_id
WHERE o.total > 100 -- orders.total
ORDER BY u.city; -- users.city
