import { ImportProgress } from '../import/import-progress.tsx';
import { ImportWizard } from '../import/import-wizard.tsx';

/** `new` or the id of an import. */
export default function Import({ id }: { id: string }) {
  return id === 'new' ? <ImportWizard /> : <ImportProgress id={id} />;
}
