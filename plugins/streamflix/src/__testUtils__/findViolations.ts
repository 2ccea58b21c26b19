import axe from 'axe-core';

/**
 * Accessibility violations that axe finds, one line per kind. Colours are excluded: jsdom does not render, so contrast is checked
 * in a browser.
 */
export async function findViolations(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.map(node => node.html).join(' ')})`,
  );
}
