import { saveFile } from '../save-file.ts';

/** Columns that map by themselves, with a row that shows how they are written. Excel reads UTF-8 only behind its mark. */
const template =
  '\uFEFFemail,phone,source_id,first_name,last_name,birthdate,address_country,tags\r\n' +
  'ann@example.org,+48 601 234 567,10042,Ann,Kowalska,1990-02-28,PL,vip; newsletter\r\n';

/** Saves a file to fill in. */
export function saveTemplate(): void {
  saveFile(new Blob([template], { type: 'text/csv' }), 'people.csv');
}
