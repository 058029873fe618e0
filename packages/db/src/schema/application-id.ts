/**
 * Number in the header of the files of this package (`PRAGMA application_id`): "NPDb" in ASCII. Files of earlier versions have 0.
 */
export const APPLICATION_ID = 0x4e50_4462;
