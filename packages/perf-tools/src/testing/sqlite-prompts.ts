import Database from 'better-sqlite3';
import type { TestPrompt } from '../data/test-data-generator.ts';

interface Row extends TestPrompt {
  id: number;
}

/** A small, real store of prompts in an SQLite file. */
export class SqlitePrompts {
  readonly #database: Database.Database;

  constructor(path: string) {
    this.#database = new Database(path);
    this.#database.pragma('journal_mode = WAL');
    this.#database.exec(
      'CREATE TABLE prompts (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, content TEXT, tags TEXT)',
    );
  }

  async createPrompt(prompt: TestPrompt): Promise<number> {
    return this.#insert(prompt);
  }

  async createPrompts(prompts: readonly TestPrompt[]): Promise<number[]> {
    return this.#database.transaction(() => prompts.map((prompt) => this.#insert(prompt)))();
  }

  async getPrompt(id: number): Promise<Row | undefined> {
    return this.#database.prepare<[number], Row>('SELECT * FROM prompts WHERE id = ?').get(id);
  }

  async listPrompts({ limit, search = '' }: { limit: number; search?: string }): Promise<Row[]> {
    return this.#database
      .prepare<[string, string, number], Row>(
        'SELECT * FROM prompts WHERE instr(title, ?) OR instr(content, ?) ORDER BY id DESC LIMIT ?',
      )
      .all(search, search, limit);
  }

  forget(id: number): void {
    this.#database.prepare('DELETE FROM prompts WHERE id = ?').run(id);
  }

  close(): void {
    this.#database.close();
  }

  #insert({ title, content, tags }: TestPrompt): number {
    const { lastInsertRowid } = this.#database
      .prepare('INSERT INTO prompts (title, content, tags) VALUES (?, ?, ?)')
      .run(title, content, tags);
    return Number(lastInsertRowid);
  }
}
