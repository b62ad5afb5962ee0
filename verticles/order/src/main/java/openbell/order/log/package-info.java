/** Reading a topic for one shard, with the offsets in its database. */
package openbell.order.log;
