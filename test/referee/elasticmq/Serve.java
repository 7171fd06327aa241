import org.elasticmq.rest.sqs.SQSRestServerBuilder$;

/** ElasticMQ on loopback, on any free port, until the process ends. */
public final class Serve {
  public static void main(String[] arguments) throws InterruptedException {
    var server =
        SQSRestServerBuilder$.MODULE$
            .withInterface("127.0.0.1")
            .withDynamicPort()
            .withAWSRegion("us-east-1")
            .withAWSAccountId("123456789012")
            .start();
    var address = server.waitUntilStarted().localAddress();
    System.out.println("Listening on " + address.getPort());
    Thread.currentThread().join();
  }
}
