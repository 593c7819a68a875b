-- Included by calendar.sql and snapshot.sql: the name, first and last day of each, both included.
('today', today, today),
('yesterday', today - 1, today - 1),
('week', week_start, week_start + 6),
('last_week', week_start - 7, week_start - 1),
('month', month_start, (month_start + interval '1 month')::date - 1),
('last_month', last_month_start, month_start - 1)
