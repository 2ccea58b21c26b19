import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router-dom';
import {
  accountsRouteRef,
  environmentRouteRef,
  operationRouteRef,
} from '../routes';
import { AccountsContent } from './AccountsContent';
import { EnvironmentContent } from './EnvironmentContent';
import { EnvironmentsContent } from './EnvironmentsContent';

const OperationContent = lazy(() =>
  import('../operation/OperationContent').then(m => ({
    default: m.OperationContent,
  })),
);

/** The pages of the plugin, without header and frame. */
export function EnvironmentsRoutes() {
  return (
    <Suspense fallback={null}>
      <Routes>
        <Route path={accountsRouteRef.path} element={<AccountsContent />} />
        <Route
          path={environmentRouteRef.path}
          element={<EnvironmentContent />}
        />
        <Route path={operationRouteRef.path} element={<OperationContent />} />
        <Route path="*" element={<EnvironmentsContent />} />
      </Routes>
    </Suspense>
  );
}
