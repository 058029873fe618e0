export {
  SITE_DATA_VERSION,
  type SiteData,
  siteDataSchema,
  type SiteRun,
  type SiteSeries,
} from './site-data.ts';
export { SITE_DATA_GLOBAL, siteDataScript } from './site-data-script.ts';
