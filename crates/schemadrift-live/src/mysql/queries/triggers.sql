SELECT t.event_object_table AS owner,
       t.trigger_name AS name,
       t.action_timing AS timing,
       t.event_manipulation AS event,
       t.action_statement AS body
FROM information_schema.triggers AS t
WHERE t.trigger_schema = database()
ORDER BY t.event_object_table, t.trigger_name
