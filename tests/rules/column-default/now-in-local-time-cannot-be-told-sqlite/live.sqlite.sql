CREATE TABLE "things" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "value" DATETIME NOT NULL DEFAULT (datetime('now', 'localtime')),
    "day_only" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d', 'now'))
);
