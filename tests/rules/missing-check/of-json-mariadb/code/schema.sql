-- MariaDB dump 10.19
CREATE TABLE things (j longtext CHECK (json_valid(j)), t json);
