import axe from 'axe-core';

/**
 * What axe finds wrong with the page, a line for each kind of fault.
 * Colours are left out: jsdom paints nothing, so contrast is looked at in a browser.
 */
export async function faultsOf(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false } },
  });
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.map(node => node.html).join(' ')})`,
  );
}
