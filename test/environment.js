import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const { createContext } = vm;

// Programs that a test starts find there what Node made of our sources before.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'praxis-compiled');

/**
 * Node's environment in a plain context. In Jest's own every global name is looked up through an object
 * outside, which takes a third of our tests' time: https://nodejs.org/api/vm.html#vmconstantsdont_contextify
 */
export default class extends TestEnvironment {
  constructor(...given) {
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
  }
}
