SELECT id, email -- users.id users.email
FROM users
WHERE full_name = ?; -- users.full_name
