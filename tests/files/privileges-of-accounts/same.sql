-- MySQL
CREATE TABLE `invoices` (`id` int NOT NULL AUTO_INCREMENT, `total` int NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;
CREATE TABLE `people` (`id` int NOT NULL AUTO_INCREMENT, `name` varchar(20), PRIMARY KEY (`id`)) ENGINE=InnoDB;

GRANT USAGE ON *.* TO `app`@`%`;
GRANT ALL PRIVILEGES ON `shop`.* TO `app`@`%` WITH GRANT OPTION;
GRANT SELECT ON `shop`.`invoices` TO `reporter`@`%`;
GRANT SELECT (`id`, `name`), UPDATE (`name`) ON `shop`.`people` TO `reporter`@`%`;
GRANT SELECT, INSERT ON `shop`.`invoices` TO `auditor`@`localhost`;
