import 'uplot/dist/uPlot.min.css';
import './styles/theme.css';
import './styles/page.css';
import './styles/overview.css';
import './styles/series.css';
import './styles/detail.css';
import './styles/print.css';
import { render } from 'preact';
import { SITE_DATA_GLOBAL } from '../site-data-script.ts';
import type { JsonSchema } from './site/json-check.ts';
import { readSite } from './site/site.ts';
import { Page } from './views/page.tsx';

/** Defined by vite.config.ts. */
declare const __SITE_DATA_SCHEMA__: JsonSchema;

const value: unknown = Reflect.get(globalThis, SITE_DATA_GLOBAL);
const root = document.getElementById('app');
if (root === null) throw new Error('Expected an element with the id "app" in index.html');
root.replaceChildren();
render(<Page reading={readSite(value, __SITE_DATA_SCHEMA__)} />, root);
