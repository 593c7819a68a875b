-- wrk's script for saving workouts: a new id for each, spread over a month.
local saved = 0

function request()
  saved = saved + 1
  local body = string.format(
    '{"id":"%08x-%04x-7%03x-8000-%012x","exercise_type":"push-up","reps_count":20,"counted_reps":20,'
      .. '"duration_seconds":40,"started_at":"2026-01-%02dT10:00:00Z"}',
    0x019b0000, math.floor(saved / 4096) % 65536, saved % 4096, os.time() * 1000, 1 + saved % 28
  )
  return wrk.format("POST", nil, nil, body)
end
