"""A hyper-parameter search every night, for Apache Airflow 2.4 or later.

The task runs the wrapper, so a retry goes on where the killed attempt stood, and only one night is
at it. Bad settings (2), bad data (3) and a search without a winner (4) fail at once: another
attempt would find the same.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.exceptions import AirflowFailException, AirflowSkipException
from airflow.operators.python import PythonOperator

HOME = "/opt/treecast"
NIGHTS = "/var/lib/treecast/nightly"


def sweep(night: str) -> None:
    import os
    import subprocess

    code = subprocess.run(
        [f"{HOME}/scripts/schedule/nightly", "conf/sweep.conf"],
        cwd=HOME,
        env={**os.environ, "TREECAST_NIGHTLY": NIGHTS, "TREECAST_NIGHT": night},
        check=False,
    ).returncode
    if code == 75:
        raise AirflowSkipException("another night is still at it")
    if code in (2, 3, 4):
        raise AirflowFailException(f"treecast ended with code {code}")
    if code != 0:
        raise RuntimeError(f"treecast ended with code {code}")


with DAG(
    dag_id="treecast_sweep",
    description="Treecast: tonight's hyper-parameter search",
    schedule="0 1 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
):
    PythonOperator(
        task_id="sweep",
        python_callable=sweep,
        op_kwargs={"night": "{{ ds }}"},
        retries=3,
        retry_delay=timedelta(minutes=5),
        execution_timeout=timedelta(hours=7),
    )
