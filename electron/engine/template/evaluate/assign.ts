// Assignment to names, tuples of them, and attributes of namespaces.
import { iterateOrNull } from '../python/iterate.ts';
import { Namespace, typeName, type Value } from '../python/values.ts';
import type { NamespaceAttribute, Target } from '../syntax/nodes.ts';
import { PyError } from '../template-error.ts';
import type { Frame } from './runtime.ts';
import { reader, writer, type Scope } from './scope.ts';

type Assign = (frame: Frame, value: Value) => void;

/** What is set at the top level is kept in the context too. */
export function compileTarget(target: Target, scope: Scope): Assign {
  if (target.type === 'nsref') return compileNamespaceAttribute(target, scope);
  if (target.type === 'tuple') {
    return compileUnpack(
      target.items.map((item) => compileTarget(item, scope)),
      target.position,
    );
  }
  const { name } = target;
  const write = writer(scope, scope.symbols.ref(name));
  if (!scope.isTopLevel || target.use !== 'store') return write;
  return (frame, value) => {
    write(frame, value);
    frame.context.set.set(name, value);
  };
}

function compileUnpack(targets: Assign[], position: number): Assign {
  return (frame, value) => {
    frame.runtime.position = position;
    const values = unpack(value, targets.length);
    for (const [index, assign] of targets.entries()) assign(frame, values[index] ?? null);
  };
}

function unpack(value: Value, count: number): Value[] {
  const items = iterateOrNull(value);
  if (items === null) throw new PyError('TypeError', `cannot unpack non-iterable ${typeName(value)} object`);
  const values: Value[] = [];
  for (const item of items) {
    values.push(item);
    if (values.length > count) throw new PyError('ValueError', `too many values to unpack (expected ${count})`);
  }
  if (values.length < count) {
    throw new PyError('ValueError', `not enough values to unpack (expected ${count}, got ${values.length})`);
  }
  return values;
}

function compileNamespaceAttribute({ name, attribute, position }: NamespaceAttribute, scope: Scope): Assign {
  const read = reader(scope, scope.symbols.ref(name));
  return (frame, value) => {
    const namespace = read(frame);
    if (!(namespace instanceof Namespace)) notNamespace(position);
    namespace.attributes.set(attribute, value);
  };
}

/** All namespaces are looked at before the value is. */
export function namespaceChecks(target: Target, scope: Scope): ((frame: Frame) => void)[] {
  if (target.type === 'tuple') return target.items.flatMap((item) => namespaceChecks(item, scope));
  if (target.type !== 'nsref') return [];
  const read = reader(scope, scope.symbols.ref(target.name));
  return [
    (frame) => {
      if (!(read(frame) instanceof Namespace)) notNamespace(target.position);
    },
  ];
}

function notNamespace(position: number): never {
  throw new PyError('TemplateRuntimeError', 'cannot assign attribute on non-namespace object', position);
}
