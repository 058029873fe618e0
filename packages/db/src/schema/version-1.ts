/**
 * The first schema.
 *
 * No id is used twice (AUTOINCREMENT): results outlive their prompt and must not pass to a later one. The indexes by time
 * end in the id, so that a page of a list is read in order without sorting the rows of the same millisecond.
 */
export const version1 = `
CREATE TABLE prompts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  tags TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX prompts_created_at ON prompts (created_at DESC, id DESC);
CREATE INDEX prompts_tags ON prompts (tags) WHERE tags IS NOT NULL;
CREATE INDEX prompts_title ON prompts (title COLLATE NOCASE);

CREATE TABLE schedules (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  prompt_id INTEGER NOT NULL REFERENCES prompts (id) ON DELETE CASCADE,
  schedule_time TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'pending',
  created_at TEXT NOT NULL,
  last_run_at TEXT,
  next_run_at TEXT,
  updated_at TEXT NOT NULL,
  cron_expr TEXT,
  execution_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX schedules_status_time ON schedules (status, schedule_time);
CREATE INDEX schedules_prompt_id ON schedules (prompt_id);
CREATE INDEX schedules_next_run_at ON schedules (next_run_at) WHERE next_run_at IS NOT NULL;

CREATE TABLE execution_results (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  prompt_id INTEGER NOT NULL,
  schedule_id INTEGER,
  content TEXT NOT NULL,
  status TEXT NOT NULL,
  token_usage INTEGER,
  cost_usd REAL,
  execution_time_ms INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX execution_results_schedule_id ON execution_results (schedule_id);
CREATE INDEX execution_results_prompt_id ON execution_results (prompt_id);
CREATE INDEX execution_results_created_at ON execution_results (created_at DESC, id DESC);
CREATE INDEX execution_results_status ON execution_results (status);

CREATE TABLE token_usage_stats (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  total_input_tokens INTEGER NOT NULL DEFAULT 0,
  total_output_tokens INTEGER NOT NULL DEFAULT 0,
  total_cost_usd REAL NOT NULL DEFAULT 0,
  session_count INTEGER NOT NULL DEFAULT 0,
  last_updated TEXT
) STRICT;
INSERT INTO token_usage_stats (id) VALUES (1);

CREATE VIEW v_schedule_summary AS
SELECT
  schedules.id, schedules.prompt_id, schedules.schedule_time, schedules.status,
  schedules.created_at, schedules.last_run_at, schedules.next_run_at, schedules.updated_at,
  schedules.cron_expr, schedules.execution_count,
  prompts.title AS prompt_title, prompts.tags AS prompt_tags
FROM schedules JOIN prompts ON prompts.id = schedules.prompt_id;
`;
