import { createFormContext } from '@mantine/form';
import type { SiteValues } from './site-values.ts';

/** The form of the settings, for the parts of its page. */
export const [SiteFormProvider, useSiteForm] = createFormContext<SiteValues>();
