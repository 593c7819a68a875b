SELECT summary FROM statistics_snapshots WHERE user_id = :user_id AND valid_from <= :now AND :now < valid_until
