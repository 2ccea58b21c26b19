import { screen } from '@testing-library/react';
import userEvent, {
  PointerEventsCheckLevel,
} from '@testing-library/user-event';

/** A user who does not wait between events. */
export const user = userEvent.setup({
  delay: null,
  pointerEventsCheck: PointerEventsCheckLevel.Never,
});

// By text and by label, not by role: roles are computed for every element of a large page, again and again.

/** Presses the button that contains a text. */
export const press = async (text: string | RegExp) =>
  user.click(await screen.findByText(text, { selector: 'button *' }));

const selector = 'input, textarea';

/** The text field whose label starts with a name. */
export const field = (name: string) =>
  screen.findByLabelText(new RegExp(`^${name}`), { selector });
export const queryField = (name: string) =>
  screen.queryByLabelText(new RegExp(`^${name}`), { selector });

/** Replaces the content of a text field at once: after each key, the whole form would be rendered. */
export async function fillIn(name: string, text: string) {
  const input = await field(name);
  await user.clear(input);
  if (text) await user.paste(text);
  await user.tab();
}

/** From the last page of settings past the review, in which the backend finds nothing to change. */
export async function finishReview() {
  await press('Next');
  await screen.findByText(/^Nothing changes in the stack/);
  await press('Review');
}
