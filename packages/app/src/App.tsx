import { createApp } from '@backstage/frontend-defaults';
import { navigation } from './navigation';
import { signIn } from './signIn';

/** Discovers plugins among the dependencies: `app.packages: all`. */
export default createApp({ features: [navigation, signIn] });
