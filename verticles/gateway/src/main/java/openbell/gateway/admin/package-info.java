/** Staff's resources under {@code /admin/v1}, and the record of what staff did. */
package openbell.gateway.admin;
