package openbell.embedded;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Real clients of the three servers, as small as the tests need them. */
record StoreClients(StoreEndpoints endpoints) {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Pattern ENDPOINTS_JSON =
      Pattern.compile(
          """
          \\{"pid":\\d+,\
          "postgres":\\{"host":"(?<host>[^"]+)","port":(?<postgres>\\d+),"database":"openbell",\
          "user":"openbell","password":"(?<password>[^"]+)"\\},\
          "redis":\\{"host":"[^"]+","port":(?<redis>\\d+),"password":"(?<secret>[^"]+)"\\},\
          "kafka":\\{"bootstrap":"(?<bootstrap>[^"]+)"\\}\\}
          """);

  /** Reads endpoints.json as another process would. */
  static StoreEndpoints parse(String json) {
    var matcher = ENDPOINTS_JSON.matcher(json);
    if (!matcher.matches()) {
      throw new AssertionError("not as documented: " + json);
    }
    return new StoreEndpoints(
        new StoreEndpoints.Postgres(
            matcher.group("host"),
            Integer.parseInt(matcher.group("postgres")),
            "openbell",
            "openbell",
            matcher.group("password")),
        new StoreEndpoints.Redis(
            matcher.group("host"),
            Integer.parseInt(matcher.group("redis")),
            matcher.group("secret")),
        new StoreEndpoints.Kafka(matcher.group("bootstrap")));
  }

  /** The first column of the first row; empty for a statement without rows. */
  String sql(String statement) throws SQLException {
    var postgres = endpoints.postgres();
    try (var connection =
            DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        var executed = connection.createStatement()) {
      if (!executed.execute(statement)) {
        return "";
      }
      var rows = executed.getResultSet();
      return rows.next() ? rows.getString(1) : "";
    }
  }

  /** The last line of the answer to one inline command, after logging in. */
  String redis(String command) throws IOException {
    var redis = endpoints.redis();
    try (var socket = new Socket(redis.host(), redis.port())) {
      var request = "AUTH " + redis.password() + "\r\n" + command + "\r\nQUIT\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var lines =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      return lines.get(lines.size() - 2); // before QUIT's OK
    }
  }

  void createTopic(String topic) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", endpoints.kafka().bootstrap()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  void produce(String topic, String value) throws ExecutionException, InterruptedException {
    var settings = Map.<String, Object>of("bootstrap.servers", endpoints.kafka().bootstrap());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  /** All values of the topic's one partition, at least so many. */
  List<String> consume(String topic, int count) {
    var settings = Map.<String, Object>of("bootstrap.servers", endpoints.kafka().bootstrap());
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      var partition = List.of(new TopicPartition(topic, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(POLL).forEach(consumed -> values.add(consumed.value()));
      }
    }
    return values;
  }
}
