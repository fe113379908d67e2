package treecast.testing

import com.sun.net.httpserver.{HttpExchange, HttpServer}
import org.scalatest.Assertions

import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.net.http.{HttpClient, HttpRequest, HttpResponse}
import java.net.{InetSocketAddress, ServerSocket, URI}
import java.nio.charset.StandardCharsets.UTF_8
import java.nio.file.{Files, Path}
import scala.util.{Try, Using}

/** A server of S3 on this machine with a bucket, a process of its own, until it is closed. */
class S3 extends AutoCloseable with Assertions with Waiting {
  private val folder = Files.createTempDirectory("treecast-s3")
  private val port = Using.resource(new ServerSocket(0))(_.getLocalPort)
  private val http = HttpClient.newHttpClient()
  private val bucket = "rows"

  val endpoint: String = s"http://127.0.0.1:$port"

  private val server: Process = {
    val name = "com.adobe.testing.s3mock"
    val java = Path.of(System.getProperty("java.home"), "bin", "java").toString
    val settings = Seq(s"httpPort=$port", s"store.root=$folder/store", s"store.initialBuckets=$bucket")
    val classPath = Files.readString(Path.of(System.getProperty("s3.server"))).trim
    val command = Seq(java, "-Xmx256m", "-cp", classPath, s"$name.S3MockApplication", "--server.port=0") ++
      settings.map(setting => s"--$name.$setting")
    Files.createDirectory(folder.resolve("store"))
    new ProcessBuilder(command: _*)
      .redirectErrorStream(true)
      .redirectOutput(folder.resolve("log").toFile)
      .start()
  }

  try {
    await(s"a server: ${Files.readString(folder.resolve("log"))}")(Try(send("GET", "/")).isSuccess)
    send("PUT", s"/$bucket")
  } catch { case e: Throwable => close(); throw e }

  private def send(method: String, path: String, body: Array[Byte] = Array()): HttpResponse[Array[Byte]] = {
    val request = HttpRequest.newBuilder(URI.create(endpoint + path)).method(method, BodyPublishers.ofByteArray(body))
    http.send(request.build(), BodyHandlers.ofByteArray())
  }

  /** Location of a key. */
  def uri(key: String): String = s"s3a://$bucket/$key"

  def put(key: String, content: Array[Byte]): Unit =
    assert(send("PUT", s"/$bucket/$key", content).statusCode == 200, key)

  def exists(key: String): Boolean = send("HEAD", s"/$bucket/$key").statusCode == 200

  def read(key: String): Array[Byte] = {
    val answer = send("GET", s"/$bucket/$key")
    assert(answer.statusCode == 200, key)
    answer.body
  }

  /** Keys that begin so. */
  def list(prefix: String): Seq[String] = {
    val listed = new String(send("GET", s"/$bucket?list-type=2&prefix=$prefix").body, UTF_8)
    "<Key>([^<]*)</Key>".r.findAllMatchIn(listed).map(_.group(1)).toSeq
  }

  override def close(): Unit = {
    kill(server)
    SmallDigits.delete(folder)
  }
}

object S3 extends Assertions {

  /** Hadoop's client of S3, which is there with the profile s3. */
  def jars: Option[Seq[String]] =
    Option(System.getProperty("s3.jars")).map(_.split(',').toSeq).filter(_.forall(jar => Files.exists(Path.of(jar))))

  /** Cancels a test where client and server are not there. */
  def require(): Unit = if (jars.isEmpty) cancel("runs with -Ps3 only")

  /** Settings of a user: where the server is, and the credentials. */
  def settings(endpoint: String, key: Option[String] = Some("user")): Seq[String] = {
    val place = Seq(s"endpoint=$endpoint", "path.style.access=true", "endpoint.region=us-east-1")
    (place ++ key.toSeq.flatMap(name => Seq(s"access.key=$name", "secret.key=secret")))
      .flatMap(setting => Seq("--conf", s"spark.hadoop.fs.s3a.$setting"))
  }

  /** A server that refuses every request as S3 does whose access key it does not know. */
  def withRefusal[T](use: String => T): T = {
    val server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0)
    server.createContext("/", refuse(_))
    server.start()
    try use(s"http://127.0.0.1:${server.getAddress.getPort}")
    finally server.stop(0)
  }

  private def refuse(exchange: HttpExchange): Unit = {
    exchange.getRequestBody.readAllBytes()
    val why = "The AWS Access Key Id you provided does not exist in our records."
    val body = s"<Error><Code>InvalidAccessKeyId</Code><Message>$why</Message></Error>".getBytes(UTF_8)
    exchange.getResponseHeaders.set("Content-Type", "application/xml")
    val isHead = exchange.getRequestMethod == "HEAD"
    exchange.sendResponseHeaders(403, if (isHead) -1 else body.length.toLong)
    if (!isHead) exchange.getResponseBody.write(body)
    exchange.close()
  }
}
