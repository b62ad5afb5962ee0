package openbell.benchmarks.book;

/** A book under test: fresh for every round; commands of a flow by index; counts what it tells. */
interface Contender {
  /** Applies command {@code index} of the flow. */
  void apply(Flow flow, int index);

  /** The sum of traded quantities so far: equal for all contenders, or the comparison is void. */
  long tradedQuantity();

  /** The sum of all other quantities it told of; read, so that no event is optimised away. */
  long otherQuantity();
}
