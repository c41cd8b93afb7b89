// Empties the local installation: its database, its secrets, its visitors.
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

rmSync(fileURLToPath(new URL('../../.usher', import.meta.url)), { recursive: true, force: true });
console.log(
  'The local data is gone. `npm start` makes it anew; your browser keeps its own until its site data is cleared.',
);
