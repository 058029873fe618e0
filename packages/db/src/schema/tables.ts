/** The tables that hold what a store keeps. */
export type Table = 'prompts' | 'schedules' | 'execution_results' | 'token_usage_stats';
