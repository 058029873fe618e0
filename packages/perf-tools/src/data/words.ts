import { faker } from '@faker-js/faker/locale/en';

/**
 * Word lists of faker's English locale. Drawing from them is many times faster than calling faker, and does not touch
 * its shared, seeded instance.
 */
const { commerce, company, database, hacker, person } = faker.rawDefinitions;

const listOf = (list: readonly string[] | null | undefined): readonly string[] => {
  if (list && list.length > 0) return list;
  throw new Error(
    'Expected a list of words of @faker-js/faker 10, which this version does not have.',
  );
};

export const adjectives = listOf(hacker?.adjective);
export const abbreviations = listOf(hacker?.abbreviation);
export const things = listOf(hacker?.noun);
export const goals = listOf(company?.buzz_noun);
export const qualities = listOf(company?.buzz_adjective);
export const departments = listOf(commerce?.department);
export const columns = listOf(database?.column);
export const jobAreas = listOf(person?.job_area);
export const firstNames = listOf(person?.first_name?.generic);
export const lastNames = listOf(person?.last_name?.generic);
