/**
 * URL of the form that changes or destroys an environment, with the environment filled in. @param template - the scaffolder's
 * page of a template
 */
export const templateHref = (
  template: (params: { namespace: string; templateName: string }) => string,
  operation: 'change' | 'destroy',
  entityRef: string,
): string =>
  `${template({
    namespace: 'default',
    templateName: `${operation}-streamflix-environment`,
  })}?formData=${encodeURIComponent(
    JSON.stringify({ environment: entityRef }),
  )}`;
