-- MySQL dump 10.13  Distrib 8.4.0, for Linux (x86_64)
CREATE TABLE `shops` (
  `id` int NOT NULL AUTO_INCREMENT,
  `settings` json DEFAULT NULL,
  `owner` int NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
