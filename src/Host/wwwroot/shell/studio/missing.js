import { enter } from '../frame.js';

await enter('/studio/workflows/definitions');
