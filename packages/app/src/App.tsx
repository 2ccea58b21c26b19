import { createApp } from '@backstage/frontend-defaults';
import { diagrams } from './diagrams';
import { navigation } from './navigation';
import { signIn } from './signIn';

/** Discovers plugins among the dependencies: `app.packages: all`. */
export default createApp({ features: [diagrams, navigation, signIn] });
