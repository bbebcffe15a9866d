// Started by bin/electron; no test imports it. The compile cache saves most of the time that a start takes.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./start-app.ts');
