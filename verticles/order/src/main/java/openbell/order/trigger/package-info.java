/** Good-till-triggered orders and one-cancels-other: kept in Postgres, fired by trades of Kafka. */
package openbell.order.trigger;
