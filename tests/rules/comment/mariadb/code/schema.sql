CREATE TABLE `users` (`id` int PRIMARY KEY COMMENT 'A number.', `email` text COMMENT 'An address.') COMMENT 'People.';
