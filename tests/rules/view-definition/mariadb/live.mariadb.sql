CREATE TABLE `users` (`id` int PRIMARY KEY, `email` varchar(50) NOT NULL);
CREATE VIEW `the_same` AS SELECT id, email AS address FROM users WHERE id <> 5;
CREATE VIEW `another_constant` AS SELECT id, email FROM users WHERE id > 6;
