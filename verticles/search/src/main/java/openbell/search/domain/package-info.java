/** What a search request means. Pure: no Vert.x, no Lucene, no clock. */
package openbell.search.domain;
