-- MySQL
CREATE TABLE `invoices` (`id` int NOT NULL AUTO_INCREMENT, `total` int NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;
CREATE TABLE `people` (`id` int NOT NULL AUTO_INCREMENT, `name` varchar(20), PRIMARY KEY (`id`)) ENGINE=InnoDB;

GRANT SELECT, INSERT ON `shop`.* TO `app`@`%`;
GRANT SELECT, DELETE ON `shop`.`invoices` TO `reporter`@`%`;
GRANT SELECT, INSERT ON `shop`.`invoices` TO `auditor`@`127.0.0.1`;
