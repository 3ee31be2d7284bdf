package io.fairlead.report;

/**
 * The answer to a writable property.
 *
 * @param ac 200 in force, 202 in progress, 400 refused, 403 no rights, 409 conflict, 500 the module failed
 * @param av the {@code $version} of the document that it answers
 * @param ad a sentence; empty if there is nothing to add
 * @see <a href="https://learn.microsoft.com/azure/iot/concepts-convention#acknowledgment-responses">IoT Plug and Play
 *      acknowledgement</a>
 */
public record Acknowledgement(int ac, long av, String ad) {}
