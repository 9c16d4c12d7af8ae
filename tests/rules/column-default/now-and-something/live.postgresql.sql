CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "later" timestamp(3) NOT NULL DEFAULT (now() + '1 day'::interval),
    "earlier" timestamp(3) NOT NULL DEFAULT (now() - '1 year'::interval),
    "elsewhere" timestamp(3) NOT NULL DEFAULT timezone('Asia/Tokyo', now()),
    "start_of_day" timestamp(3) NOT NULL DEFAULT date_trunc('day', now()),
    "cut_to_the_day" timestamp(3) NOT NULL DEFAULT (now())::date,
    "latest" timestamp(3) NOT NULL DEFAULT GREATEST(now(), '2020-01-01'),
    "later_zoned" timestamptz(3) NOT NULL DEFAULT (clock_timestamp() + '1 day'),
    "tomorrow" date NOT NULL DEFAULT (CURRENT_DATE + 1)
);
