// The API misbehaves: the command line as an operator runs it, over a TCP proxy that breaks the wire.
import { describe } from 'vitest';
import { API_FAULTS } from './api-faults.ts';
import { testFaults } from './test-faults.ts';
import { WRITE_BACK_FAULTS } from './write-back-faults.ts';

describe('the list', () => testFaults(API_FAULTS, () => null));
describe('the status', () => testFaults(WRITE_BACK_FAULTS, () => null));
