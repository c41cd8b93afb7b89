/** What is known of a predicate; 0 is nothing yet. Jump code adds them to the place of a step. */
export const yes = 1;
export const no = 2;
