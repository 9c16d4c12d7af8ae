CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "joined" text NOT NULL DEFAULT concat('x', 'y'),
    "formatted" text NOT NULL DEFAULT format('%s', 'xy'),
    "other" text NOT NULL DEFAULT ('x' || 'z'),
    "moving" text NOT NULL DEFAULT concat('x', now()),
    "folded" text NOT NULL DEFAULT lower('LIT')
);
