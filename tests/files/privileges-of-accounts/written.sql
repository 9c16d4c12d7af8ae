-- MySQL
CREATE TABLE `invoices` (`id` int NOT NULL AUTO_INCREMENT, `total` int NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;
CREATE TABLE `people` (`id` int NOT NULL AUTO_INCREMENT, `name` varchar(20), PRIMARY KEY (`id`)) ENGINE=InnoDB;

GRANT ALL PRIVILEGES ON `shop`.* TO 'app'@'%' IDENTIFIED BY 'hidden' WITH GRANT OPTION;
GRANT SELECT, INSERT ON shop.invoices TO reporter, 'auditor'@'localhost';
REVOKE INSERT ON TABLE invoices FROM reporter;
GRANT SELECT (`id`, `name`), UPDATE (`name`) ON `people` TO `reporter`@`%`;
GRANT PROCESS ON *.* TO 'app'@'%';
GRANT EXECUTE ON PROCEDURE shop.close_year TO 'app'@'%';
GRANT SELECT ON shop.* TO 'gone'@'%';
REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'gone'@'%';
