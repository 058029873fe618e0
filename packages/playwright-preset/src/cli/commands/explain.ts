import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { styleText } from 'node:util';
import type { PlaywrightTestConfig } from '@playwright/test';
import { describeConfig, type ExplainedSetting } from '../../config/describe-config.ts';
import { PresetError } from '../../errors.ts';

export interface ExplainOptions {
  /** Path of a Playwright configuration. */
  config: string;
  /** @default false */
  json?: boolean;
}

/**
 * Explains the settings of a configuration on this machine, as a table or as JSON.
 *
 * @throws {PresetError} when the file does not exist or is not a configuration.
 */
export async function explain({ config: path, json = false }: ExplainOptions): Promise<string> {
  const settings = describeConfig(await loadConfig(resolve(path)));
  if (json) return `${JSON.stringify(settings, null, 2)}\n`;
  return table(settings.map(({ setting, value, why }) => [setting, format(value), why]));
}

async function loadConfig(path: string): Promise<PlaywrightTestConfig> {
  const shown = relative(process.cwd(), path);
  if (!existsSync(path)) {
    throw new PresetError(
      'CONFIG_NOT_FOUND',
      `Expected a Playwright configuration at ${shown}, found no such file. Name it with --config.`,
    );
  }
  let loaded: { default?: PlaywrightTestConfig };
  try {
    loaded = (await import(pathToFileURL(path).href)) as typeof loaded;
  } catch (cause) {
    throw new PresetError(
      'CONFIG_UNREADABLE',
      `${shown} cannot be loaded: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  if (typeof loaded.default === 'object') return loaded.default;
  throw new PresetError(
    'CONFIG_UNREADABLE',
    `Expected ${shown} to export a configuration as default, found none. Export definePreset({ … }).`,
  );
}

function format(value: ExplainedSetting['value']): string {
  return Array.isArray(value) ? value.join(' ') || 'none' : String(value ?? 'none');
}

function table(rows: readonly (readonly [string, string, string])[]): string {
  const [settingWidth, valueWidth] = [0, 1].map((column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length).filter((width) => width <= 40)),
  );
  return rows
    .map(([setting, value, why]) =>
      `${styleText('bold', setting.padEnd(settingWidth ?? 0))}  ${value.padEnd(valueWidth ?? 0)}  ${styleText('dim', why)}`.trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
