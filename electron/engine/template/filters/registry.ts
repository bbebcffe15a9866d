// All filters by name.
import { isTrue } from '../python/truth.ts';
import { getAttribute, attributeOrItem } from '../python/attribute.ts';
import { failIfUndefined } from '../python/compare.ts';
import { textArgument } from '../python/convert.ts';
import { Undefined } from '../python/values.ts';
import { attributeMissing } from '../python/attribute.ts';
import { filterTable, type FilterFunction } from './filter.ts';
import { LAZY_FILTERS } from './lazy.ts';
import { NUMBER_FILTERS } from './numbers.ts';
import { PATH_FILTERS } from './paths.ts';
import { prettyPrint } from './pprint.ts';
import { SEQUENCE_FILTERS } from './sequences.ts';
import { TEXT_FILTERS } from './text.ts';
import { WEB_FILTERS } from './web.ts';

const VALUE_FILTERS = filterTable({
  'attr(obj, name)': (_, value = null, name = null) => {
    failIfUndefined(value);
    const attribute = textArgument(name, 'attribute name');
    return getAttribute(value, attribute) === undefined
      ? attributeMissing(value, attribute)
      : attributeOrItem(value, attribute);
  },
  'd(value, default_value="", boolean=False)': (_, value = null, fallback = null, boolean = null) =>
    value instanceof Undefined || (isTrue(boolean) && !isTrue(value)) ? fallback : value,
  'default(value, default_value="", boolean=False)': (_, value = null, fallback = null, boolean = null) =>
    value instanceof Undefined || (isTrue(boolean) && !isTrue(value)) ? fallback : value,
  'pprint(value)': (_, value = null) => prettyPrint(value),
});

export const FILTERS: ReadonlyMap<string, FilterFunction> = new Map([
  ...VALUE_FILTERS,
  ...TEXT_FILTERS,
  ...NUMBER_FILTERS,
  ...SEQUENCE_FILTERS,
  ...LAZY_FILTERS,
  ...WEB_FILTERS,
  ...PATH_FILTERS,
]);
