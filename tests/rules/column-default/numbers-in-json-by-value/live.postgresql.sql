CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "whole" jsonb NOT NULL DEFAULT '1',
    "inside" jsonb NOT NULL DEFAULT '{"a": [1.0, 2.5]}',
    "large" jsonb NOT NULL DEFAULT '9007199254740992',
    "other" jsonb NOT NULL DEFAULT '1.5',
    "text" jsonb NOT NULL DEFAULT '"1"',
    "more" jsonb NOT NULL DEFAULT '[1, 1]'
);
