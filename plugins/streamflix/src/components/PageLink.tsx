import { Link } from '@backstage/ui';
import type { ReactNode } from 'react';

/** A link to a page of this Backstage. @param props.path - from a route reference; any other address is shown as text */
export function PageLink(props: {
  path: string;
  label?: string;
  children: ReactNode;
}) {
  const { path, label, children } = props;
  return /^\/(?!\/)/.test(path) ? (
    <Link href={path} aria-label={label}>
      {children}
    </Link>
  ) : (
    <>{children}</>
  );
}
