SELECT id,
       nickname
FROM users;
